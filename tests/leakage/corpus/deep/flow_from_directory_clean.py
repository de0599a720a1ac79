# corpus: clean; folders hold the parts, pictures are only rescaled, turns are for training pictures
from tensorflow import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator

keras.utils.set_random_seed(3)
loud = ImageDataGenerator(rescale=1 / 255, rotation_range=20, horizontal_flip=True)
plain = ImageDataGenerator(rescale=1 / 255)

train_flow = loud.flow_from_directory("xray/train", target_size=(128, 128), class_mode="binary", seed=3)
val_flow = plain.flow_from_directory("xray/val", target_size=(128, 128), class_mode="binary", shuffle=False)
test_flow = plain.flow_from_directory("xray/test", target_size=(128, 128), class_mode="binary", shuffle=False)

base = keras.applications.MobileNetV2(include_top=False, pooling="avg", input_shape=(128, 128, 3))
base.trainable = False
model = keras.Sequential([base, keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=[keras.metrics.AUC()])
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3, restore_best_weights=True)
model.fit(train_flow, validation_data=val_flow, epochs=20, callbacks=[stop])
print(model.evaluate(test_flow))
